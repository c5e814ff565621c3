import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const wrong: readonly { name: string; environment: Record<string, string>; says: string }[] = [
	{ name: 'a port that is no number', environment: { PORT: 'abc' }, says: 'PORT' },
	{ name: 'a port that is too large', environment: { PORT: '70000' }, says: 'PORT' },
	{ name: 'a negative port', environment: { PORT: '-1' }, says: 'PORT' },
	{
		name: 'a URL without a scheme',
		environment: { CONCORDIA_URL: 'example.org' },
		says: 'CONCORDIA_URL'
	},
	{
		name: 'a URL with a path',
		environment: { CONCORDIA_URL: 'https://example.org/x' },
		says: 'CONCORDIA_URL'
	},
	{
		name: 'a URL of another scheme',
		environment: { CONCORDIA_URL: 'ftp://example.org' },
		says: 'CONCORDIA_URL'
	},
	{ name: 'an unknown store', environment: { CONCORDIA_STORE: 'redis' }, says: 'CONCORDIA_STORE' },
	{
		name: 'a store that is not there yet',
		environment: { CONCORDIA_STORE: 'postgres://x' },
		says: 'CONCORDIA_STORE'
	},
	{
		name: 'a switch that is neither',
		environment: { CONCORDIA_SAMPLE: 'maybe' },
		says: 'CONCORDIA_SAMPLE'
	},
	{
		name: 'another switch that is neither',
		environment: { TRUST_PROXY: 'yes' },
		says: 'TRUST_PROXY'
	},
	{
		name: 'a host key that is too short',
		environment: { CONCORDIA_HOST_KEY: 'short' },
		says: 'CONCORDIA_HOST_KEY'
	},
	{
		name: 'a host key with a space',
		environment: { CONCORDIA_HOST_KEY: 'two words here' },
		says: 'CONCORDIA_HOST_KEY'
	},
	{ name: 'an unknown log level', environment: { CONCORDIA_LOG: 'loud' }, says: 'CONCORDIA_LOG' }
];

test.each(wrong)('refuses $name in one line that names the setting', ({ environment, says }) => {
	const result = readConfig(environment);
	expect(result).toMatchObject({ ok: false });
	expect(result).toHaveProperty('reason', expect.stringContaining(says));
	expect(result).toHaveProperty('reason', expect.not.stringContaining('\n'));
});

test('without any setting there is a default for each', () => {
	expect(readConfig({})).toEqual({
		ok: true,
		config: {
			host: '0.0.0.0',
			port: 3000,
			url: null,
			trustProxy: false,
			data: expect.stringMatching(/\/data$/),
			hostKey: null,
			sample: true,
			logLevel: 'info'
		}
	});
});

test('takes the public address without its slash, and empty settings as none', () => {
	const result = readConfig({ CONCORDIA_URL: 'https://board.example.org/', PORT: '', HOST: ' ' });
	expect(result).toMatchObject({
		ok: true,
		config: { url: 'https://board.example.org', port: 3000, host: '0.0.0.0' }
	});
});
