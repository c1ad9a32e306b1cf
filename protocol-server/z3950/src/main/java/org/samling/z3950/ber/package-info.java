/** BER, read and written within limits, and what of ASN.1 everything else is made of. */
@NullMarked
package org.samling.z3950.ber;

import org.jspecify.annotations.NullMarked;
