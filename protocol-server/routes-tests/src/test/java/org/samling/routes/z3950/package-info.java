/** Tests of the routes of Z39.50. */
@NullMarked
package org.samling.routes.z3950;

import org.jspecify.annotations.NullMarked;
