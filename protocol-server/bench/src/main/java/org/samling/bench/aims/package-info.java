/** What is aimed at beside other programs. */
@NullMarked
package org.samling.bench.aims;

import org.jspecify.annotations.NullMarked;
