// The order counts: what is general comes before what the parts and screens make of it.
import './tokens.css';
import './base.css';
import './controls.css';
import './tones.css';
import './wanted.css';
import './lines.css';
import './split.css';
