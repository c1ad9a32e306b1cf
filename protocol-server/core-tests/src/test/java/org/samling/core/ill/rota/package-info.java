/** In what order libraries are asked, and what is the same title, without a store. */
@NullMarked
package org.samling.core.ill.rota;

import org.jspecify.annotations.NullMarked;
