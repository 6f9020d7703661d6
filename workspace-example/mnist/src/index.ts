export { type Digits, digitClasses, loadDigits, loadTestDigits, splitDigits } from './digits.js';
