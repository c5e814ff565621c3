import type { Gesture } from '@concordia/canvas';
import * as v from 'valibot';

const finite = v.pipe(v.number(), v.finite());
const point = v.tuple([finite, finite]);
const id = v.pipe(v.string(), v.maxLength(256));
const box = v.tuple([finite, finite, finite, finite]);

const gesture = v.variant('type', [
	v.object({
		type: v.literal('move'),
		ids: v.pipe(v.array(id), v.maxLength(5000)),
		dx: finite,
		dy: finite,
		anchor: point
	}),
	v.object({ type: v.literal('resize'), boxes: v.record(id, box) }),
	v.object({ type: v.literal('turn'), places: v.record(id, v.tuple([finite, finite, finite])) }),
	v.object({
		type: v.literal('ink'),
		points: v.pipe(v.array(finite), v.maxLength(60_000)),
		color: v.pipe(v.string(), v.maxLength(32)),
		width: v.pipe(finite, v.minValue(0), v.maxValue(200)),
		brush: v.optional(v.pipe(v.string(), v.maxLength(32)))
	}),
	v.object({
		type: v.literal('laser'),
		points: v.pipe(v.array(finite), v.maxLength(400)),
		count: v.pipe(v.number(), v.integer(), v.minValue(0)),
		item: v.optional(id)
	}),
	v.object({ type: v.literal('connect'), from: point, to: point })
]);

/** Another page's gesture as it came over the wire; null for none and for nonsense. */
export function readGesture(raw: unknown): Gesture | null {
	if (raw === null || raw === undefined) return null;
	const result = v.safeParse(gesture, raw);
	return result.success ? result.output : null;
}
