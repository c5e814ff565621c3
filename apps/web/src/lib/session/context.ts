import { createContext } from 'svelte';
import type { Connection } from './connection.svelte.ts';

/** This person's link to the session; throws outside of a session page. */
export const [getConnection, setConnection] = createContext<Connection>();
