// Runs every check and test and ends with one line that counts them all.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const reports = path.join(root, 'test-results');

interface Count {
	passed: number;
	failed: number;
	skipped: number;
	/** Passed, but only when tried again. */
	unsteady?: number;
}

interface Step {
	readonly name: string;
	readonly command: readonly string[];
	readonly env?: Record<string, string>;
	/** How many tests it ran; a step without it counts as one. */
	readonly count?: () => Count;
}

const unitReport = path.join(reports, 'unit.json');
const browserReport = path.join(reports, 'browser.json');

const steps: readonly Step[] = [
	{ name: 'lint', command: ['pnpm', 'lint'] },
	{ name: 'types', command: ['pnpm', 'check'] },
	{ name: 'build', command: ['pnpm', 'build'] },
	{
		name: 'unit and integration tests',
		command: [
			'vitest',
			'run',
			'--reporter=default',
			'--reporter=json',
			`--outputFile.json=${unitReport}`
		],
		count: () => {
			const report = read(unitReport) as {
				numPassedTests: number;
				numFailedTests: number;
				numPendingTests: number;
			};
			return {
				passed: report.numPassedTests,
				failed: report.numFailedTests,
				skipped: report.numPendingTests
			};
		}
	},
	{
		name: 'browser tests',
		command: ['playwright', 'test', '-c', 'test/playwright.config.ts', '--reporter=line,json'],
		env: { PLAYWRIGHT_JSON_OUTPUT_FILE: browserReport },
		count: () => {
			const { stats } = read(browserReport) as {
				stats: { expected: number; unexpected: number; flaky: number; skipped: number };
			};
			return {
				passed: stats.expected + stats.flaky,
				failed: stats.unexpected,
				skipped: stats.skipped,
				unsteady: stats.flaky
			};
		}
	}
];

function read(file: string): unknown {
	return JSON.parse(readFileSync(file, 'utf8'));
}

function run(step: Step): Count {
	const [command = '', ...args] = step.command;
	const started = performance.now();
	const { status } = spawnSync(command, args, {
		cwd: root,
		stdio: 'inherit',
		shell: process.platform === 'win32',
		env: { ...process.env, ...step.env }
	});
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	console.log(`\n${status === 0 ? 'ok' : 'FAILED'}: ${step.name} (${seconds} s)\n`);
	const count = counted(step, status === 0);
	// A runner can fail without a failed test (a crash, no test found): that counts as a failure too.
	if (status !== 0 && count.failed === 0) count.failed = 1;
	return count;
}

function counted(step: Step, ok: boolean): Count {
	try {
		if (step.count) return step.count();
	} catch (error) {
		console.error(`no report of ${step.name}:`, error);
		return { passed: 0, failed: 1, skipped: 0 };
	}
	return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0, unsteady: 0 };
for (const step of steps) {
	const count = run(step);
	total.passed += count.passed;
	total.failed += count.failed;
	total.skipped += count.skipped;
	total.unsteady += count.unsteady ?? 0;
	// Without a build the browser tests would only repeat the same message.
	if (step.name === 'build' && count.failed > 0) break;
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
const unsteady = total.unsteady > 0 ? `, ${total.unsteady} unsteady` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}${unsteady}`);
process.exitCode = total.failed > 0 ? 1 : 0;
