/** The cost of the NCIP codec, and of requests over HTTP. */
@NullMarked
package org.samling.bench.ncip;

import org.jspecify.annotations.NullMarked;
