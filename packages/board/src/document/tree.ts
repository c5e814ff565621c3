/** A piece of text of one look. */
export interface DocText {
	readonly text: string;
	/** Attributes of each mark by its name. */
	readonly marks?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface DocElement {
	readonly type: string;
	readonly attrs?: Readonly<Record<string, unknown>>;
	readonly content?: readonly DocNode[];
}

/** A part of a document as plain data. */
export type DocNode = DocText | DocElement;

export const isDocText = (node: DocNode): node is DocText => 'text' in node;
