import { createContext } from 'svelte';
import type { BoardStore } from './board-store.svelte.ts';

/** The board of the page; throws outside of it. */
export const [getBoard, setBoard] = createContext<BoardStore>();
