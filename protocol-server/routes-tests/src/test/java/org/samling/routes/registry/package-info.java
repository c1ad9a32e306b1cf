/** Events of the person registry, against the store. */
@NullMarked
package org.samling.routes.registry;

import org.jspecify.annotations.NullMarked;
