import { z } from 'zod';

const Environment = z.object({
  CARREL_DESK_DATA: z.string().min(1).optional(),
  CARREL_SERVER_URL: z.url('must be an address such as https://library.example').optional(),
  CARREL_DEMO: z.string().min(1).optional(),
  CARREL_FAKE_HID: z.string().min(1).optional(),
  CARREL_LOCK_MINUTES: z.coerce.number('must be a number of minutes').min(0.01).max(1440).default(5),
  /** Printers by the system's name for them: without a name, the system's dialog asks. */
  CARREL_SLIP_PRINTER: z.string().min(1).optional(),
  CARREL_PAGE_PRINTER: z.string().min(1).optional(),
  PORT: z.coerce.number('must be a port number').int().min(0).max(65_535).default(0),
});
export type Environment = z.infer<typeof Environment>;

/** The variables that a desk takes; a wrong one is a sentence that names it. */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment | { sentence: string } {
  // An empty variable counts as unset, as shells and service files treat it.
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return { sentence: `The variable ${issue?.path.join('.')} ${issue?.message}.` };
}
