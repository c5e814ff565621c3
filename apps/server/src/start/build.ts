import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { hashInputs } from './inputs.ts';

// Builds the pages unless what they are built from is what it was at the last build.

const root = path.resolve(import.meta.dirname, '../../../..');
const web = path.join(root, 'apps/web');
const stamp = path.join(web, 'build/.built-from');

const inputs = await hashInputs(root);
if ((await readFile(stamp, 'utf8').catch(() => '')) !== inputs) {
	console.log('Building the pages ...');
	const vite = createRequire(path.join(web, 'package.json')).resolve('vite/package.json');
	for (const more of [[], ['-c', 'vite.single.config.ts']]) {
		const build = spawn(
			process.execPath,
			[path.join(path.dirname(vite), 'bin/vite.js'), 'build', '--logLevel', 'warn', ...more],
			{ cwd: web, stdio: 'inherit' }
		);
		const [code] = (await once(build, 'exit')) as [number | null];
		if (code !== 0) {
			console.error('concordia: the pages could not be built');
			process.exit(1);
		}
	}
	await writeFile(stamp, inputs);
}
