import './data/take-token.js';
import { render } from 'preact';
import './style/base.css';
import './style/frame.css';
import './style/list.css';
import './style/detail.css';
import './style/forms.css';
import { follow } from './requests/live-requests.js';
import { Frame } from './shell/frame.js';

const place = document.getElementById('console') as HTMLElement;
place.replaceChildren();
render(<Frame />, place);
follow();
