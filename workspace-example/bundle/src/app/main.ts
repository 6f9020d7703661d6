// The program that is bundled: reads orders from standard input, and prints their invoices.
import { readFileSync } from 'node:fs';

import { renderInvoice } from './invoice.js';
import { parseOrders } from './orders.js';

console.log(parseOrders(readFileSync(0, 'utf8')).map(renderInvoice).join('\n\n'));
