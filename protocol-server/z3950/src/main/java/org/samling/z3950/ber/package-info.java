/** BER, read and written within limits, and the ASN.1 types that everything else uses. */
@NullMarked
package org.samling.z3950.ber;

import org.jspecify.annotations.NullMarked;
