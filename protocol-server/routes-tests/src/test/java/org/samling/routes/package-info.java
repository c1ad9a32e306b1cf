/** The routes between the real codec and the real store. */
@NullMarked
package org.samling.routes;

import org.jspecify.annotations.NullMarked;
