import { getAssetUrlsByImport } from '@tldraw/assets/imports.vite';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { b64Vecs, createBindingId, createShapeId, getSnapshot, Tldraw, toRichText } from 'tldraw';
import 'tldraw/tldraw.css';
import { fetchBoard, markUsable } from './page.js';

const colors = {
	yellow: 'yellow',
	orange: 'orange',
	pink: 'light-red',
	blue: 'light-blue',
	teal: 'light-green',
	green: 'green',
	lime: 'light-green',
	gray: 'grey'
};
const idOf = (id) => createShapeId(id);

/** Puts our plain records on tldraw's page; returns its own file of it. */
function fromItems(items) {
	editor.run(() => {
		const connectors = items.filter(({ type }) => type === 'connector');
		editor.createShapes(items.filter(({ type }) => type !== 'connector').map(shape));
		editor.createShapes(connectors.map(({ id }) => ({ id: idOf(id), type: 'arrow' })));
		editor.createBindings(
			connectors.flatMap(({ id, from, to }) =>
				[
					['start', from],
					['end', to]
				].map(([terminal, end]) => ({
					id: createBindingId(),
					type: 'arrow',
					fromId: idOf(id),
					toId: idOf(end.item),
					props: {
						terminal,
						normalizedAnchor: { x: 0.5, y: 0.5 },
						isExact: false,
						isPrecise: false
					}
				}))
			)
		);
	});
	return getSnapshot(editor.store).document;
}

function shape(item) {
	const [x, y] = item.pos;
	const [w, h] = item.size;
	const base = { id: idOf(item.id), x, y };
	const color = colors[item.color] ?? 'black';
	if (item.type === 'note') {
		return { ...base, type: 'note', props: { color, size: 's', richText: toRichText(item.text) } };
	}
	if (item.type === 'shape') {
		return {
			...base,
			type: 'geo',
			props: {
				geo: item.shape,
				w,
				h,
				color,
				fill: 'solid',
				size: 's',
				richText: toRichText(item.text)
			}
		};
	}
	const points = [];
	for (let i = 0; i < item.points.length; i += 3) {
		points.push({ x: item.points[i], y: item.points[i + 1], z: item.points[i + 2] });
	}
	return {
		...base,
		type: 'draw',
		props: {
			size: 's',
			isComplete: true,
			segments: [{ type: 'free', path: b64Vecs.encodePoints(points) }]
		}
	};
}

const board = await fetchBoard();
const editor = await new Promise((resolve) => {
	createRoot(document.querySelector('#app')).render(
		createElement(Tldraw, {
			assetUrls: getAssetUrlsByImport(),
			options: { maxShapesPerPage: 100_000 },
			onMount: resolve,
			...(board && { snapshot: board })
		})
	);
});
if (board !== null) markUsable();

window.peer = {
	fromItems,
	fit() {
		editor.zoomToFit({ immediate: true });
	},
	look(x, y, zoom) {
		editor.setCamera({ x: -x, y: -y, z: zoom }, { immediate: true });
	},
	zoom: () => editor.getZoomLevel(),
	select(ids) {
		editor.setSelectedShapes(ids.map(idOf));
	},
	place(id) {
		const { x, y, w } = editor.getShapePageBounds(idOf(id));
		const point = editor.pageToScreen({ x: x + w / 4, y: y + 12 });
		return [point.x, point.y];
	},
	moveOthers(ids, dx) {
		editor.store.mergeRemoteChanges(() => {
			editor.store.put(
				ids.map((id) => {
					const record = editor.getShape(idOf(id));
					return { ...record, x: record.x + dx };
				})
			);
		});
	}
};
