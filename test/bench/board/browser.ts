import { chromium, type Browser } from '@playwright/test';
import { findBrowser } from '../../browser.ts';

export async function launchBrowser(): Promise<Browser> {
	const { executablePath, env } = await findBrowser();
	return chromium.launch({
		executablePath,
		env: { ...(process.env as Record<string, string>), ...env },
		args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']
	});
}
