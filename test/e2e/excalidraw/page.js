// Excalidraw itself, for a page of a test: writes files as it saves them, and reads and saves them again.
import { convertToExcalidrawElements, loadFromBlob, serializeAsJSON } from '@excalidraw/excalidraw';

const nobody = { viewBackgroundColor: '#ffffff' };

window.excalidraw = {
	write: (skeletons, files) =>
		serializeAsJSON(
			convertToExcalidrawElements(skeletons, { regenerateIds: false }),
			nobody,
			files,
			'local'
		),
	async rewrite(text) {
		const blob = new Blob([text], { type: 'application/vnd.excalidraw+json' });
		const { elements, appState, files } = await loadFromBlob(blob, null, null);
		return serializeAsJSON(elements, appState, files, 'local');
	}
};
