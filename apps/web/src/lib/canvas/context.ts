import { createContext } from 'svelte';
import type { BoardCanvas } from './board-canvas.svelte.ts';

/** The canvas of the page; throws outside of it. */
export const [getCanvas, setCanvas] = createContext<BoardCanvas>();
