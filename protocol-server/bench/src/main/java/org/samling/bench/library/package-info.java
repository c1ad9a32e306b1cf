/** The libraries that a bench makes and serves, and what stands on their shelves. */
@NullMarked
package org.samling.bench.library;

import org.jspecify.annotations.NullMarked;
