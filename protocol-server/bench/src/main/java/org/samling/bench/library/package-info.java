/** The libraries that a bench makes and serves, and their stock. */
@NullMarked
package org.samling.bench.library;

import org.jspecify.annotations.NullMarked;
