// Bundles the pages as their makers do for production.
import { build } from 'vite';

await build({
	root: import.meta.dirname,
	logLevel: 'error',
	build: {
		outDir: 'dist',
		target: 'esnext',
		chunkSizeWarningLimit: 100_000,
		rolldownOptions: { input: ['excalidraw.html', 'tldraw.html'] }
	}
});
