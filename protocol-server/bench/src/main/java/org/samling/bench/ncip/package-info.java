/** NCIP: the cost of the codec, and requests over HTTP. */
@NullMarked
package org.samling.bench.ncip;

import org.jspecify.annotations.NullMarked;
