/** Says what is being done, and every ten seconds that it still goes on: nobody should wonder whether it hangs. */
export async function sayWhileWaiting<T>(what: string, work: Promise<T>): Promise<T> {
  const startedAt = Date.now();
  console.log(`${what} …`);
  const reminder = setInterval(() => {
    console.log(`  … still at it after ${Math.round((Date.now() - startedAt) / 1000)} s`);
  }, 10_000);
  try {
    return await work;
  } finally {
    clearInterval(reminder);
  }
}
