# The desk in the browser: web/ becomes BUILD/web, static files for `clew serve --web`. Debian's esbuild is all it
# takes: no Node, nothing fetched. Without esbuild everything else is built.
include(GNUInstallDirs)
find_program(ESBUILD esbuild)
if(NOT ESBUILD)
  set(no_esbuild "the desk in the browser is not built: esbuild is missing (Debian package esbuild)")
  message(STATUS "${no_esbuild}")
  add_custom_target(web COMMAND ${CMAKE_COMMAND} -E echo "${no_esbuild}")
  return()
endif()

set(CLEW_WEB ${PROJECT_BINARY_DIR}/web)
file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/web/src/*.ts ${PROJECT_SOURCE_DIR}/web/src/*.css)
set(web_pages ${PROJECT_SOURCE_DIR}/web/index.html ${PROJECT_SOURCE_DIR}/web/icon.svg)
add_custom_command(
  OUTPUT ${CLEW_WEB}/desk.js ${CLEW_WEB}/desk.css ${CLEW_WEB}/index.html ${CLEW_WEB}/icon.svg
  COMMAND ${ESBUILD} ${PROJECT_SOURCE_DIR}/web/src/main.ts --bundle --minify --charset=utf8 --target=es2020
          --log-level=warning --outfile=${CLEW_WEB}/desk.js
  COMMAND ${ESBUILD} ${PROJECT_SOURCE_DIR}/web/src/desk.css --minify --log-level=warning --outfile=${CLEW_WEB}/desk.css
  COMMAND ${CMAKE_COMMAND} -E copy ${web_pages} ${CLEW_WEB}
  DEPENDS ${web_sources} ${web_pages}
  COMMENT "The desk in the browser"
  VERBATIM)
add_custom_target(web ALL DEPENDS ${CLEW_WEB}/desk.js)
install(DIRECTORY ${CLEW_WEB} DESTINATION ${CMAKE_INSTALL_DATADIR}/clew)
