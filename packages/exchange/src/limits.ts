/** Larger texts aren't read: a file of a board with 20,000 items has about 10 million characters. */
export const maxTextLength = 64_000_000;

/** A file with more things than this is refused as a whole. */
export const maxItems = 50_000;

/** In Excalidraw an item with words is two elements. */
export const maxElements = 2 * maxItems;

/** Containment by place is looked for in so many frames; what lies in further ones is not in a frame. */
export const maxFrames = 2_000;

/** Lines and cells that become notes. */
export const maxCells = 10_000;
