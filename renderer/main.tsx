import { z } from 'zod';
import { Bridge } from './bridge/client.ts';
import { transportOf } from './bridge/connect.ts';
import { mountDesk } from './desk/mount.tsx';

// zod compiles its schemas with `new Function`, which the page's content policy forbids: it is told not to try.
z.config({ jitless: true });

mountDesk(new Bridge(transportOf(window)), window);
