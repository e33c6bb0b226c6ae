include(GNUInstallDirs)
install(TARGETS clew clew-verify RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY schema data DESTINATION ${CMAKE_INSTALL_DATADIR}/clew)

# The service: the same unit wherever the program goes.
set(CLEW_PROGRAM ${CMAKE_INSTALL_FULL_BINDIR}/clew)
configure_file(packaging/clew.service ${PROJECT_BINARY_DIR}/clew.service @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/clew.service DESTINATION lib/systemd/system)
