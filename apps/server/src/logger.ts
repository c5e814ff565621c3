import { pino, type Logger } from 'pino';

/** The server's own log: what it does, never who, what or from where. */
export function createLogger(level: string): Logger {
	return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
