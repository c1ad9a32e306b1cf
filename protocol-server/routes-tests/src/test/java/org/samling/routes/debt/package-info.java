/** Tests of debt, in the store. */
@NullMarked
package org.samling.routes.debt;

import org.jspecify.annotations.NullMarked;
