/** The routes between the real codec and the real store. */
@NullMarked
package org.samling.routes.imports;

import org.jspecify.annotations.NullMarked;
