/** Tests of exports, without a store. */
@NullMarked
package org.samling.routes.exports;

import org.jspecify.annotations.NullMarked;
