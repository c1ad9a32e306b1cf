/**
 * Measures the server from outside, as a kiosk or another library sees it, beside a named reference
 * in the same run. Figures are medians of several rounds; docs/performance.md records them.
 */
@NullMarked
package org.samling.bench;

import org.jspecify.annotations.NullMarked;
