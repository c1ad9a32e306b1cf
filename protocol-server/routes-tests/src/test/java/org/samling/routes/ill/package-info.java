/** Tests of loans between libraries. */
@NullMarked
package org.samling.routes.ill;

import org.jspecify.annotations.NullMarked;
