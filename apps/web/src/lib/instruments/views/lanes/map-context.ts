import type { Item } from '@concordia/board';
import type { Flow, InstrumentDefinition, Lane, LaneMap, LanesView } from '@concordia/instruments';
import { createContext } from 'svelte';
import type { InstrumentContext } from '../../context.ts';

/** What all parts of a map's view share. Reading it in markup follows the board. */
export interface MapContext {
	readonly context: InstrumentContext;
	readonly definition: InstrumentDefinition;
	readonly view: LanesView;
	readonly map: LaneMap;
	readonly frame: Item | undefined;
	/** A word of the instrument. */
	say(key: string): string;
	title(item: Item): string;
	/** The name of the lane that a step stands in. */
	lane(step: Item): string;
	laneName(lane: Lane | undefined): string;
	/** A flow as a sentence. */
	sentence(flow: Flow): string;
	/** Opens a step; null closes it. */
	choose(id: string | null): void;
}

export const [getMap, setMap] = createContext<MapContext>();
