/** Tests of the profiles of SIP2 machines. */
@NullMarked
package org.samling.exchange.profile;

import org.jspecify.annotations.NullMarked;
