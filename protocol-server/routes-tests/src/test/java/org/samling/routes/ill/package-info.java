/** Tests of what libraries have, as others are told. */
@NullMarked
package org.samling.routes.ill;

import org.jspecify.annotations.NullMarked;
