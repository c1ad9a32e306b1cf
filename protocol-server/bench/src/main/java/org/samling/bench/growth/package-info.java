/** How what an operation costs grows with the library. */
@NullMarked
package org.samling.bench.growth;

import org.jspecify.annotations.NullMarked;
