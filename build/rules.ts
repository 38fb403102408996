// `npm run rules`: the rules as they are in force, for a librarian to read; Markdown on standard output.
//   npm run --silent rules > rules.md
//   DATABASE_URL=postgres://… npm run rules -- springfield    with that library's own policies
import { ConfigError, readConfig } from '../sync-server/config.ts';
import { asMarkdown } from './rules/markdown.ts';
import { ofANewLibrary, policiesOf } from './rules/policies-in-force.ts';
import { ruleBook } from './rules/rule-book.ts';

const [slug] = process.argv.slice(2);
try {
  const { DATABASE_URL: ownerUrl } = readConfig(process.env);
  if (slug && !ownerUrl)
    throw new ConfigError('DATABASE_URL must say where the library lies whose policies are asked for.');
  const policies = slug && ownerUrl ? await policiesOf(ownerUrl, slug) : ofANewLibrary;
  process.stdout.write(asMarkdown(ruleBook, policies));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
