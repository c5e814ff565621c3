/** Leaves a mark when what was asked for is on the screen: two frames later the first has been drawn. */
export function markUsable() {
	requestAnimationFrame(() =>
		requestAnimationFrame(() => setTimeout(() => performance.mark('peer:usable')))
	);
}

/** The board, as the other whiteboard keeps it; null while it is being made from ours. */
export async function fetchBoard() {
	const name = new URLSearchParams(location.search).get('board');
	return name === null ? null : (await fetch(`/boards/${name}`)).json();
}

/** Others' cursors move things: some hundred changes a second, a few in each frame. */
export function everyFrame(run) {
	let isOn = true;
	const frame = () => {
		if (!isOn) return;
		run();
		requestAnimationFrame(frame);
	};
	requestAnimationFrame(frame);
	return () => {
		isOn = false;
	};
}
