/** From which everything that tests take by chance is drawn: the same in every run, unless `CARREL_SEED` names another. */
export const seed = Number(process.env.CARREL_SEED ?? 20_261_122);
