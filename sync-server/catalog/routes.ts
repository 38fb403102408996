import { bookHandlers } from './books/routes.ts';
import { copyHandlers } from './copies/routes.ts';
import { searchHandlers } from './search/routes.ts';

/** Books, copies and the search over them. */
export const catalogHandlers = () => ({ ...bookHandlers(), ...copyHandlers(), ...searchHandlers() });
