// The file format of Excalidraw (docs.excalidraw.com, JSON schema; version 2) as far as we speak it.
import type { Point, Side } from '@concordia/board';

export interface Binding {
	readonly elementId: string;
	/** Shares of the element's width and height. */
	readonly fixedPoint: Point;
	readonly mode: 'orbit';
	/** Read by older versions. */
	readonly focus: number;
	readonly gap: number;
}

/** An element as we write it; what a type doesn't have is absent. */
export interface Element {
	readonly id: string;
	readonly type:
		| 'rectangle'
		| 'ellipse'
		| 'diamond'
		| 'text'
		| 'arrow'
		| 'freedraw'
		| 'frame'
		| 'image';
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	readonly angle: number;
	readonly strokeColor: string;
	readonly backgroundColor: string;
	readonly fillStyle: 'solid';
	readonly strokeWidth: number;
	readonly strokeStyle: 'solid' | 'dashed' | 'dotted';
	readonly roughness: number;
	readonly opacity: number;
	readonly roundness: { readonly type: number } | null;
	readonly groupIds: readonly string[];
	readonly frameId: string | null;
	readonly index: null;
	readonly isDeleted: boolean;
	readonly boundElements: readonly { readonly id: string; readonly type: 'arrow' | 'text' }[];
	readonly seed: number;
	readonly version: number;
	readonly versionNonce: number;
	readonly updated: number;
	readonly link: string | null;
	readonly locked: boolean;
	readonly customData?: { readonly concordia: object };
	readonly name?: string;
	readonly text?: string;
	readonly originalText?: string;
	readonly fontSize?: number;
	readonly fontFamily?: number;
	readonly textAlign?: 'left' | 'center';
	readonly verticalAlign?: 'top' | 'middle';
	readonly containerId?: string | null;
	readonly autoResize?: boolean;
	readonly lineHeight?: number;
	readonly points?: readonly Point[];
	readonly pressures?: readonly number[];
	readonly simulatePressure?: boolean;
	readonly lastCommittedPoint?: null;
	readonly startBinding?: Binding | null;
	readonly endBinding?: Binding | null;
	readonly startArrowhead?: 'arrow' | null;
	readonly endArrowhead?: 'arrow' | null;
	readonly elbowed?: boolean;
	readonly fileId?: string;
	readonly status?: 'saved';
	readonly scale?: Point;
	readonly crop?: null;
}

export const fileType = 'excalidraw';
export const clipboardType = 'excalidraw/clipboard';

/** Version of what we keep under `concordia`. */
export const ownVersion = 1;

/** A pen of strokeWidth 1 draws lines this wide. */
export const penWidth = 4.25;

/** Where on an element the middle of a side is. */
export const sidePoints: Readonly<Record<Side, Point>> = {
	top: [0.5, 0],
	right: [1, 0.5],
	bottom: [0.5, 1],
	left: [0, 0.5]
};

/** What a line without a colour has with us. */
export const plainInk = 'white';
