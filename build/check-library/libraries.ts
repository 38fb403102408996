import pg from 'pg';

export type NamedLibrary = { id: string; slug: string };

/** The libraries with these short names, or all there are. @throws Error where there is none of a name */
export async function librariesNamed(ownerUrl: string, slugs: readonly string[]): Promise<NamedLibrary[]> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    const { rows } = await client.query<NamedLibrary>('select id, slug from tenants order by slug');
    const unknown = slugs.filter((slug) => !rows.some((row) => row.slug === slug));
    if (unknown.length > 0) throw new Error(`there is no library called ${unknown.join(', ')}.`);
    return rows.filter(({ slug }) => slugs.length === 0 || slugs.includes(slug));
  } finally {
    await client.end();
  }
}
