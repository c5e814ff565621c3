import {
	convertToExcalidrawElements,
	Excalidraw,
	sceneCoordsToViewportCoords
} from '@excalidraw/excalidraw';
import '@excalidraw/excalidraw/index.css';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { fetchBoard, markUsable } from './page.js';

const colors = {
	yellow: '#ffec99',
	orange: '#ffd8a8',
	pink: '#fcc2d7',
	blue: '#a5d8ff',
	teal: '#96f2d7',
	green: '#b2f2bb',
	lime: '#d8f5a2',
	gray: '#e9ecef'
};

/** Our plain records as Excalidraw's elements. */
function fromItems(items) {
	const byId = new Map(items.map((item) => [item.id, item]));
	const skeletons = items.map((item) =>
		item.type === 'connector'
			? arrow(item, byId.get(item.from.item), byId.get(item.to.item))
			: skeleton(item)
	);
	return convertToExcalidrawElements(skeletons, { regenerateIds: false });
}

const centre = ({ pos, size }) => [pos[0] + size[0] / 2, pos[1] + size[1] / 2];

/** From edge to edge: it binds arrows, but leaves them where they are. */
function arrow(item, from, to) {
	const [a, b] = [centre(from), centre(to)];
	const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
	/** Which share of the way lies within an end. */
	const share = ({ size }) =>
		Math.min(0.45, size[0] / 2 / Math.abs(dx || 1), size[1] / 2 / Math.abs(dy || 1));
	const rest = 1 - share(from) - share(to);
	return {
		type: 'arrow',
		id: item.id,
		x: a[0] + dx * share(from),
		y: a[1] + dy * share(from),
		points: [
			[0, 0],
			[dx * rest, dy * rest]
		],
		start: { id: item.from.item },
		end: { id: item.to.item }
	};
}

function skeleton(item) {
	const [x, y] = item.pos;
	const [width, height] = item.size;
	const base = { id: item.id, x, y, width, height, roughness: 0 };
	const filled = { ...base, backgroundColor: colors[item.color] ?? '#fff', fillStyle: 'solid' };
	switch (item.type) {
		case 'note':
			return { ...filled, type: 'rectangle', label: { text: item.text, fontSize: 16 } };
		case 'shape':
			return { ...filled, type: item.shape, label: { text: item.text, fontSize: 16 } };
		case 'ink': {
			const points = [];
			for (let i = 0; i < item.points.length; i += 3) {
				points.push([item.points[i], item.points[i + 1]]);
			}
			return { ...base, type: 'freedraw', points, simulatePressure: true, pressures: [] };
		}
		default:
			throw new Error(`no element for ${item.type}`);
	}
}

const elements = await fetchBoard();
const api = await new Promise((resolve) => {
	createRoot(document.querySelector('#app')).render(
		createElement(Excalidraw, {
			excalidrawAPI: resolve,
			initialData: { elements: elements ?? [], scrollToContent: false }
		})
	);
});
if (elements !== null) {
	// The first scene is read from what was given a moment after the interface is there.
	const wait = () => {
		if (api.getSceneElements().length > 0 || elements.length === 0) markUsable();
		else requestAnimationFrame(wait);
	};
	wait();
}

const byId = () => new Map(api.getSceneElements().map((element) => [element.id, element]));

window.peer = {
	fromItems,
	fit() {
		api.scrollToContent(api.getSceneElements(), { fitToViewport: true, animate: false });
	},
	look(x, y, zoom) {
		api.updateScene({ appState: { scrollX: -x, scrollY: -y, zoom: { value: zoom } } });
	},
	zoom: () => api.getAppState().zoom.value,
	select(ids) {
		api.updateScene({
			appState: { selectedElementIds: Object.fromEntries(ids.map((id) => [id, true])) }
		});
	},
	place(id) {
		const element = byId().get(id);
		const { x, y } = sceneCoordsToViewportCoords(
			{ sceneX: element.x + element.width / 4, sceneY: element.y + 12 },
			api.getAppState()
		);
		return [x, y];
	},
	/** As its collaboration does: the whole scene with new versions of what others changed. */
	moveOthers(ids, dx) {
		const moved = new Set(ids);
		api.updateScene({
			elements: api.getSceneElementsIncludingDeleted().map((element) =>
				moved.has(element.id)
					? {
							...element,
							x: element.x + dx,
							version: element.version + 1,
							versionNonce: element.versionNonce + 1
						}
					: element
			),
			captureUpdate: 'NEVER'
		});
	}
};
