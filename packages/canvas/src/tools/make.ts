import { createConnectTool } from './connect.ts';
import { createEraseTool } from './erase.ts';
import { createHandTool } from './hand.ts';
import type { Tool, ToolHost } from './host.ts';
import type { ToolName } from './names.ts';
import { createPenTool } from './pen.ts';
import { createPlaceTool } from './place.ts';
import { createSelectTool } from './select.ts';

export function createTool(name: ToolName, host: ToolHost): Tool {
	switch (name) {
		case 'select':
			return createSelectTool(host);
		case 'hand':
			return createHandTool(host);
		case 'note':
		case 'text':
		case 'rectangle':
		case 'ellipse':
		case 'diamond':
		case 'frame':
			return createPlaceTool(host, name);
		case 'arrow':
			return createConnectTool(host, { shape: 'curved', head: true });
		case 'line':
			return createConnectTool(host, { shape: 'straight', head: false });
		case 'pen':
			return createPenTool(host);
		case 'eraser':
			return createEraseTool(host);
	}
}
