# The entity model, schema/*.yaml, becomes constants of clew_model. Included after the room `model`.
set(compiler_dir ${PROJECT_SOURCE_DIR}/src/model/compiler)
add_executable(schema_compiler
               ${compiler_dir}/schema_compiler.cc ${compiler_dir}/source.cc ${compiler_dir}/resolve.cc
               ${compiler_dir}/write.cc ${PROJECT_SOURCE_DIR}/src/model/type.cc)
target_include_directories(schema_compiler PRIVATE ${PROJECT_SOURCE_DIR}/src)
target_link_libraries(schema_compiler PRIVATE clew_flags fmt::fmt yaml-cpp)

file(GLOB_RECURSE schema_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/schema/*.yaml)
set(schema_table ${PROJECT_BINARY_DIR}/generated/schema_table.cc)
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/generated)
add_custom_command(OUTPUT ${schema_table}
                   COMMAND schema_compiler ${PROJECT_SOURCE_DIR}/schema --table ${schema_table}
                   DEPENDS schema_compiler ${schema_files}
                   COMMENT "Compiling the entity model" VERBATIM)
target_sources(clew_model PRIVATE ${schema_table})

if(TARGET model_test)
  add_dependencies(model_test schema_compiler)
  target_compile_definitions(model_test PRIVATE CLEW_SCHEMA_COMPILER="$<TARGET_FILE:schema_compiler>")
endif()
