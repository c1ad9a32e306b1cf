/** Messages of the interlibrary loan protocol, as they come. */
@NullMarked
package org.samling.z3950.ill;

import org.jspecify.annotations.NullMarked;
