/**
 * Where a title that other libraries are asked for is found, and in what order they are asked: the
 * title as it is sought, the ports that look for it, and the order of the lenders by what they
 * said.
 */
@NullMarked
package org.samling.core.ill.rota;

import org.jspecify.annotations.NullMarked;
