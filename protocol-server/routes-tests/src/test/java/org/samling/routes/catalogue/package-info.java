/** Tests of what libraries have, as others are told. */
@NullMarked
package org.samling.routes.catalogue;

import org.jspecify.annotations.NullMarked;
