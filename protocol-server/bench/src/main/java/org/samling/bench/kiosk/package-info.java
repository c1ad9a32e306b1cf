/** Hundreds of kiosks over SIP2. */
@NullMarked
package org.samling.bench.kiosk;

import org.jspecify.annotations.NullMarked;
