import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// Components and `.svelte.ts` modules compile for the browser; under plain node effects never run.
export default defineConfig({
	plugins: [svelte()],
	resolve: { conditions: ['browser'] },
	test: { name: 'web', setupFiles: ['../../test/seed.ts'], include: ['src/**/*.test.ts'] }
});
